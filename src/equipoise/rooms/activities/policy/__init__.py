"""Choose a policy: teams decide within a budget, and all see what their shop would come to."""
