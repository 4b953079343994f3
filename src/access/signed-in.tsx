import type { ReactNode } from "react"
import { PageFrame } from "#ui/page-frame.tsx"
import type { Route } from "./+types/signed-in"
import { signedInGate } from "./gate.server.ts"
import { instanceContext } from "./instance.ts"
import { navigationFor } from "./navigation.ts"
import { ctxContext } from "./request-context.ts"

export const middleware = [signedInGate]

export function loader({ context, request }: Route.LoaderArgs) {
  const { actor } = context.get(ctxContext)
  const { pathname } = new URL(request.url)
  return { actor, pathname, isDemonstration: context.get(instanceContext).isDemonstration }
}

export default function SignedIn({ loaderData, children }: Route.ComponentProps & { children: ReactNode }) {
  const { actor, pathname, isDemonstration } = loaderData
  return (
    <PageFrame actor={actor} navigation={navigationFor(actor.seat)} isDemonstration={isDemonstration} path={pathname}>
      {children}
    </PageFrame>
  )
}
