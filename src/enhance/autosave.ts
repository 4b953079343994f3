/**
 * Saves a form by itself some moments after the typing stops, and says when. The same post as the button's, so that the server checks
 * the same; a newer version on the server stops it and says so. Without this script the page works as before.
 */
const DELAY_MS = 1_500

function start(form: HTMLFormElement): void {
  const status = document.getElementById("saved")
  const version = form.elements.namedItem("seenVersion") as HTMLInputElement
  const request = form.elements.namedItem("requestId") as HTMLInputElement
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  let running: Promise<void> | undefined

  const say = (word: "saving" | "saved" | "failed" | "stale", more = "") => {
    if (status) status.textContent = `${status.dataset[word] ?? ""}${more}`
  }

  const save = async (): Promise<void> => {
    say("saving")
    const body = new URLSearchParams(
      [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string"),
    )
    body.set("autosave", "1")
    try {
      const answer = await fetch(form.dataset.autosave ?? "", { method: "POST", body })
      if (answer.status === 409) {
        isStopped = true
        say("stale")
      } else if (!answer.ok) say("failed")
      else {
        const saved = (await answer.json()) as { version: number; savedAt: string }
        version.value = String(saved.version)
        say("saved", ` ${new Date(saved.savedAt).toLocaleTimeString("vi-VN")}`)
      }
    } catch {
      say("failed")
    }
    request.value = crypto.randomUUID()
  }

  form.addEventListener("input", () => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(begin, DELAY_MS)
  })

  const begin = () => {
    running = (running ?? Promise.resolve()).then(save).finally(() => {
      running = undefined
    })
  }
  form.addEventListener("submit", (event) => {
    clearTimeout(timer)
    // a save that is under way must come back first: the button's post needs its version
    if (!running) return
    event.preventDefault()
    void running.then(() => form.requestSubmit(event.submitter as HTMLButtonElement | null))
  })
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) start(form)
