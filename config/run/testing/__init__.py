"""What the test suite stands on: real servers, a real browser, the real processes."""
