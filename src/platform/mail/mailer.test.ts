import { expect, test } from "vitest"
import { loadedContent } from "./mailer.ts"

test.each([
  ['<p>Xem <a href="https://tiendo.caobang.gov.vn/bao-cao/1">báo cáo</a></p>', 0],
  ['<img alt="" src="data:image/png;base64,AAAA">', 0],
  ['<img src="https://x.vn/mo.gif">', 1],
  ["<link rel=stylesheet href=//x.vn/a.css>", 1],
  ['<p style="background: url(https://x.vn/a.png)">', 1],
  ["<script>1</script>", 1],
])("%s loads %i things", (html, count) => expect(loadedContent(html)).toHaveLength(count))
