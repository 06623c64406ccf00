"""The whole suite run again and again: what each run took, held and left behind.

`python -m headrace_testkit.suite --runs 20` in a checkout on a machine that does nothing else.
"""
