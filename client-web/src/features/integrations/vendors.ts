/** How a telephone system shows that what it sends is its own: by a secret URL, or by a key beside a public one. */
export type Credential = "url" | "key";

/** How telephone systems of this vendor show it. */
export function credentialOf(vendorId: string): Credential {
  return vendorId === "push" ? "key" : "url";
}

/** Whether what the vendor's systems send is read by a format, and so can be read anew once that is corrected. */
export function hasFormat(vendorId: string): boolean {
  return credentialOf(vendorId) === "url";
}

/** Whether the vendor has a web service that tells the types of breaks. */
export function hasWebService(vendorId: string): boolean {
  return vendorId === "odigo";
}
