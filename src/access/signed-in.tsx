import { Outlet, useLocation } from "react-router"
import { PageFrame } from "#ui/page-frame.tsx"
import type { Route } from "./+types/signed-in"
import { signedInGate } from "./gate.server.ts"
import { instanceContext } from "./instance.ts"
import { navigationFor } from "./navigation.ts"
import { ctxContext } from "./request-context.ts"

export const middleware = [signedInGate]

export function loader({ context }: Route.LoaderArgs) {
  const { actor } = context.get(ctxContext)
  return { actor, isDemonstration: context.get(instanceContext).isDemonstration }
}

export default function SignedIn({ loaderData }: Route.ComponentProps) {
  const { actor, isDemonstration } = loaderData
  return (
    <PageFrame
      actor={actor}
      navigation={navigationFor(actor.seat.role)}
      isDemonstration={isDemonstration}
      path={useLocation().pathname}
    >
      <Outlet />
    </PageFrame>
  )
}
