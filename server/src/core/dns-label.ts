/** DNS labels: what the API server takes for the name of a StatefulSet or Service, and how others become one. */

/** Its length is the business of `name-too-long`. */
export const isDnsLabel = (name: string): boolean => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);

/** DNS labels with dots between them: `shop.example.com`. Its length is not looked at. */
export const isDnsSubdomain = (name: string): boolean =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);

/** A DNS label that starts with a letter (RFC 1035). */
export const isServiceName = (name: string): boolean => /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name);

/** The DNS label that a name was meant to be; empty where nothing of it can stay. */
export const dnsLabelFrom = (name: string): string =>
  isDnsLabel(name)
    ? name
    : name
        .replaceAll(/([a-z][0-9]*)([A-Z])/g, '$1-$2') // webShop → web-shop
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 52)
        .replaceAll(/^-|-$/g, '');

/** A name for a new Service: that of another object, as the API server takes it, with an ending. */
export const serviceNameFrom = (name: string, ending = ''): string =>
  isServiceName(name + ending) ? name + ending : `${dnsLabelFrom(name).slice(0, 52)}${ending}`.replace(/^[^a-z]+/, '');
