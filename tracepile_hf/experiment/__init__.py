"""Does telling runs teach? Small models from random weights, one an arm and seed, asked about runs they have not seen.

    python -m tracepile_hf.experiment run --design cpu --out runs/cpu       # again and again: it goes on
    python -m tracepile_hf.experiment report runs/cpu                       # table, curves, notebook, card

A design (designs/*.json) is registered before it runs: docs/preregistration.md says what it is to decide,
`registered.json` has its digest, and `report` refuses results of a design that is no longer the registered one. Data,
arms, answers, statistics and report need no torch; training, decoding and the models' own files do.
"""
