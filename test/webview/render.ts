import { type ComponentChildren, Fragment, isValidElement } from 'preact';

/**
 * What a view of plain functions would put into the page, as HTML without handlers and styles. The view has no hooks and no classes,
 * so calling its components is all that rendering takes. Everything between tags is text, and written as such.
 */
export function html(node: ComponentChildren): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (Array.isArray(node)) return node.map(html).join('');
  if (!isValidElement(node)) return escaped(String(node));
  const { type } = node;
  const { children, ...props }: Readonly<Record<string, unknown>> & { readonly children?: ComponentChildren } =
    node.props;
  if (type === Fragment) return html(children);
  if (typeof type === 'function') return html(Reflect.apply(type, undefined, [node.props]));
  const attributes = Object.entries(props)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  return `<${type}${attributes.join('')}>${html(children)}</${type}>`;
}

/** The same as a reader sees it: the text alone, white space made one space. */
export function text(node: ComponentChildren): string {
  return html(node)
    .replace(/<span class="visually-hidden">.*?<\/span>/g, '')
    .replace(/<\/?(?:p|li|td|th|tr|h1|h2|div|dt|dd|button)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
