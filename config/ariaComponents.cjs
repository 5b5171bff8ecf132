const NAMES = ['label', 'role', 'hidden', 'checked', 'disabled', 'expanded', 'selected', 'live'];
const COMPONENTS = ['View', 'Text', 'Image', 'Input', 'Button', 'ScrollView', 'Canvas'];

const attributes = Object.fromEntries(
  NAMES.map((name) => [`aria-${name}`, `i.aria${name[0].toUpperCase()}${name.slice(1)}`]),
);

/** Component to attribute to its place in the node, as Taro's own tables have it. */
exports.ariaComponents = Object.fromEntries(COMPONENTS.map((name) => [name, attributes]));
