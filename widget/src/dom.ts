// Elements are built, never parsed: nothing that anybody typed or sent is read as HTML.
export type Child = Node | string | false | null | undefined;
type Properties = Record<string, unknown>;

/** Return a new element; `on…` are listeners, names with a dash, `role`, `for` and `lang` attributes. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K, properties: Properties = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value as EventListener);
    else if (/-|^(role|for|lang|href|target)$/.test(name)) made.setAttribute(name, String(value));
    else if (name === "class") made.className = `rsb-${String(value).replace(/ /g, " rsb-")}`;
    else Object.assign(made, { [name]: value });
  }
  made.append(...children.filter((child): child is Node | string => !!child));
  return made;
}
