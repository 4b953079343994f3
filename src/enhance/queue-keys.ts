/**
 * Gives the buttons of the queue a key each: what carries data-key is pressed, or its text field focused, when the key is. The keys stand on
 * the buttons and can be switched off, which this browser remembers (WCAG 2.1.4). Without this script the buttons work as they are.
 */
const STORE = "tiendo.queue-keys"
const keyed = [...document.querySelectorAll<HTMLElement>("[data-key]")]
const line = document.querySelector<HTMLElement>("[data-keys-switch]")
const button = line?.querySelector("button")

const read = (): boolean => {
  try {
    return localStorage.getItem(STORE) !== "off"
  } catch {
    return true
  }
}
let isOn = read()

function show(): void {
  for (const element of keyed) {
    const key = element.dataset.key ?? ""
    const place = element.querySelector("label") ?? element
    place.querySelector(":scope > kbd")?.remove()
    if (isOn) element.setAttribute("aria-keyshortcuts", key)
    else element.removeAttribute("aria-keyshortcuts")
    if (!isOn) continue
    const mark = document.createElement("kbd")
    mark.setAttribute("aria-hidden", "true")
    mark.textContent = key.toUpperCase()
    place.append(" ", mark)
  }
  if (button) button.textContent = (isOn ? button.dataset.on : button.dataset.off) ?? ""
}

function press(element: HTMLElement): void {
  const field = element.querySelector("textarea")
  if (field) field.focus()
  else element.click()
}

if (line && button) {
  line.hidden = false
  button.addEventListener("click", () => {
    isOn = !isOn
    try {
      localStorage.setItem(STORE, isOn ? "on" : "off")
    } catch {
      // a browser that keeps nothing forgets the choice with the page
    }
    show()
  })
  show()
}

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement
  if (!isOn || event.isComposing) return
  if (event.key === "Enter" && event.ctrlKey && target instanceof HTMLTextAreaElement) {
    event.preventDefault()
    target.form?.requestSubmit()
    return
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
  if (target.closest("input, textarea, select, [contenteditable]")) return
  const element = keyed.find((each) => each.dataset.key === event.key.toLowerCase())
  if (!element) return
  event.preventDefault()
  press(element)
})
