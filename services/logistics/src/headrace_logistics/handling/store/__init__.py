"""Stock notes, and what lots were bought for: tables and every query."""
