"""The training benchmark compares what it says it compares: same samples, same losses, and a difference is seen."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from tracepile_hf.training.where import trainers_folder

pytest.importorskip("trl", reason="the train extra is not installed")


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    file = trainers_folder().parent / "benchmarks" / "training.py"
    spec = importlib.util.spec_from_file_location("training_benchmark", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_variant_has_the_losses_of_the_plain_one(benchmark: ModuleType) -> None:
    variants = benchmark.variants("tiny", 128, 4, "cpu")
    assert {(one.packing, one.attention, one.loss) for one in variants} == {
        (packing, attention, loss)
        for packing in (False, True)
        for attention in ("sdpa", "eager")
        for loss in ("full", "trl")
    }
    plain = benchmark.measured(variants[0])
    assert len(set(plain.losses)) == 4, "the losses move"
    for variant in variants[1:]:
        assert benchmark.difference(benchmark.measured(variant), plain) <= benchmark.TOLERANCE["cpu"], variant


def test_samples_that_see_each_other_are_noticed(benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, packed = (
        one for one in benchmark.variants("tiny", 128, 8, "cpu") if (one.attention, one.loss) == ("sdpa", "full")
    )
    whole = benchmark.batches(packed, "cpu")

    def joined(variant: object, device: str) -> object:
        def batch(step: int) -> dict[str, object]:
            found = whole(step)
            return {"input_ids": found["input_ids"], "labels": found["labels"]}  # one sample, as `wrapped` makes it

        return batch

    honest = benchmark.measured(plain)
    monkeypatch.setattr(benchmark, "batches", joined)
    assert benchmark.difference(benchmark.measured(packed), honest) > benchmark.TOLERANCE["cpu"]


def test_the_floating_point_work_of_a_token_is_that_of_the_shape(benchmark: ModuleType) -> None:
    variant = benchmark.variants("1.5b", 8192, 25, "cpu")[0]
    assert sum(benchmark.lengths(8192)) == 8192
    # 1,543,714,304 parameters of Qwen2.5-1.5B, nearly all of them in matrix products (its embedding is tied)
    assert 6 * 1.54e9 < benchmark.flops_per_token(variant) < 6 * 1.54e9 * 1.2
    shorter = benchmark.flops_per_token(replace(variant, sequence=1024))
    assert shorter < benchmark.flops_per_token(variant)


def test_what_fails_is_told_and_not_scored(benchmark: ModuleType) -> None:
    outcome = benchmark.Outcome(why_not="out of memory")
    line = benchmark.line(benchmark.variants("7b", 8192, 25, "cpu")[0], outcome, outcome, 1e-2)
    assert line.count("not measured") == 3
    assert line.endswith("| out of memory |")


def test_with_a_limit_of_time_what_is_most_wanted_comes_first(benchmark: ModuleType) -> None:
    planned = [one for shape in ("0.5b", "7b") for one in benchmark.variants(shape, 8192, 10, "cpu")]
    order = benchmark.wanted_first(planned)
    assert sorted(map(str, order)) == sorted(map(str, planned))
    assert [one.shape for one in order[:4]] == ["0.5b", "7b", "0.5b", "7b"]
    assert [(one.packing, one.attention, one.loss) for one in order[:2]] == [(False, "sdpa", "full")] * 2
    assert all(one.packing for one in order[2:6])


def test_what_no_longer_fits_is_not_begun_and_a_second_run_does_it(benchmark: ModuleType, tmp_path: Path) -> None:
    one, other = benchmark.variants("tiny", 64, 2, "cpu")[:2]
    clock = benchmark.Clock(60.0)
    assert clock.allows(one)
    clock.longest["tiny"] = 61.0
    assert not clock.allows(one)
    assert benchmark.Clock(0.0).allows(one)
    assert benchmark.apart(one, 0.01).why_not == benchmark.NO_TIME
    kept = tmp_path / "table.json"
    benchmark.keep(kept, "a GPU", "2", {one: benchmark.Outcome([1.5], 10.0, 0.2, 3.0)})
    assert benchmark.kept_before(kept, "a GPU") == {one: benchmark.Outcome([1.5], 10.0, 0.2, 3.0)}
    assert other not in benchmark.kept_before(kept, "a GPU")
    with pytest.raises(SystemExit, match="expected figures of another in"):
        benchmark.kept_before(kept, "another")
