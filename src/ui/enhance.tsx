import { createContext, useContext } from "react"

/** Addresses of the small scripts, and this response's nonce; root.tsx sets it. */
export const EnhanceContext = createContext<{ nonce: string; addresses: Record<string, string> }>({
  nonce: "",
  addresses: {},
})

/** A small script that makes a working page more comfortable; the page lists it in `handle.enhance` too. */
export function Enhance({ name }: { name: string }) {
  const { nonce, addresses } = useContext(EnhanceContext)
  const address = addresses[name]
  // not async: a module runs when the whole page has been read; an async one may run before what it looks for is there
  return address ? <script type="module" src={address} nonce={nonce} /> : null
}
