import { createContext } from "react-router"

/** The nonce of this response's Content-Security-Policy. */
export const nonceContext = createContext("")
