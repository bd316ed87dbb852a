"""`make train`: from the labelled utterances in the repository to the weights that ship, the same on every run.

Needs the extra `train`: scikit-learn for the linear beginning, JAX for the network. Nothing of it is needed to run.
"""
