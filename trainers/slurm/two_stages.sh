#!/bin/bash
# Stage 1, and stage 2 once stage 1 has ended well:
#   trainers/slurm/two_stages.sh trainers/recipes/qwen2.5-7b [two_stage|continued_pretraining] [OPTIONS of sbatch]
# Both recipes are checked here first, on the login node, for the machines they will have.
set -euo pipefail
folder=${1:?a folder of trainers/recipes}
shift
paradigm=two_stage
case "${1:-}" in two_stage | continued_pretraining) paradigm=$1 && shift ;; esac
case $paradigm in two_stage) stages=(stage1 stage2) ;; *) stages=(pretrain instruct) ;; esac
nodes=${NODES:-2} gpus=${GPUS:-8}
for stage in "${stages[@]}"; do
  tracepile train "$folder/$paradigm/$stage.yaml" --gpus "$gpus" --machines "$nodes" --main-address login --check-only
done
job=$(dirname "$0")/train.sbatch
sized=(--nodes "$nodes" --gpus-per-node "$gpus" "$@")
first=$(sbatch --parsable "${sized[@]}" "$job" "$folder/$paradigm/${stages[0]}.yaml")
second=$(sbatch --parsable --dependency="afterok:${first%%;*}" --kill-on-invalid-dep=yes "${sized[@]}" "$job" \
  "$folder/$paradigm/${stages[1]}.yaml")
echo "${stages[0]}: job ${first%%;*}; ${stages[1]}: job ${second%%;*}, after it"
