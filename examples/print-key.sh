# Stands in for a password manager: prints a key that is good for nothing.
echo "demo-7f3c9a2e5b8d1046"
