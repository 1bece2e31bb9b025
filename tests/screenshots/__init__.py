"""Every page as each role sees it: pictures to look at, and what is wrong with how they look."""
