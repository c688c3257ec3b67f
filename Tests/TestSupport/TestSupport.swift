// Support shared by all test targets.
