#!/bin/bash
# A corpus on a Slurm cluster: an array of jobs that each make a part, and one that joins them.
#
#   sbatch --array=1-16 dataset_scripts/slurm_build.sh --config all --samples 1000000 --out /shared/corpus
#   sbatch --dependency=afterok:JOBID dataset_scripts/slurm_build.sh --config all --samples 1000000 --out /shared/corpus
#
# The second command, which is no array, joins what the first left: give it the same options. --out lies on a disk that
# all machines share. A job that was ended goes on where it stopped when it is submitted again (--requeue does it).
#SBATCH --job-name=tracepile
#SBATCH --cpus-per-task=16
#SBATCH --mem-per-cpu=1G
#SBATCH --time=12:00:00
#SBATCH --requeue
#SBATCH --signal=B:TERM@60
set -euo pipefail

part=()
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
  # Arrays may be counted from any number: a part is a place, from 1.
  part=(--shards "$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN + 1))/$((SLURM_ARRAY_TASK_MAX - SLURM_ARRAY_TASK_MIN + 1))")
fi
exec tracepile build "$@" --workers "${SLURM_CPUS_PER_TASK:-1}" --no-cache "${part[@]}"
