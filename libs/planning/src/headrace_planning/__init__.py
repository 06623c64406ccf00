"""What a plan and a promise are reckoned with, and the engine that reckons: one rule for both."""
