import ConfigProvider from "antd/es/config-provider";

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

/** By what the gateway lets this page add styles. */
export const csp = { nonce };

// Notices are rendered beside the app, not inside it.
ConfigProvider.config({ holderRender: (notices) => <ConfigProvider csp={csp}>{notices}</ConfigProvider> });

// What antd measures and locks scroll bars with knows no nonce.
const create = document.createElement;
document.createElement = function createWithNonce(
  this: Document,
  tag: string,
  options?: ElementCreationOptions,
) {
  const made: HTMLElement = create.call(this, tag, options);
  if (tag === "style" && nonce) made.nonce = nonce;
  return made;
} as typeof create;
