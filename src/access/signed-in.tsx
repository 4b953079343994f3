import type { ReactNode } from "react"
import { OffersPdf } from "#ui/document-links.tsx"
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
  const { isDemonstration, renderPdf } = context.get(instanceContext)
  return { actor, pathname, isDemonstration, offersPdf: renderPdf !== undefined }
}

export default function SignedIn({ loaderData, children }: Route.ComponentProps & { children: ReactNode }) {
  const { actor, pathname, isDemonstration, offersPdf } = loaderData
  return (
    <PageFrame actor={actor} navigation={navigationFor(actor.seat)} isDemonstration={isDemonstration} path={pathname}>
      <OffersPdf value={offersPdf}>{children}</OffersPdf>
    </PageFrame>
  )
}
