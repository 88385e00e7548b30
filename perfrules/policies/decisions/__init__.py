"""Decision policies: rules over typed inputs, and their YAML files."""
