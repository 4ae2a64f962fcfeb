"""The recipe of the built-in network of Likeness: data, targets, train, export, evaluate."""
