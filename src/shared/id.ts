const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Whether a text can be the id of something of ours; what cannot is not found, and never reaches the database. */
export const isId = (text: string | undefined): text is string => text !== undefined && UUID.test(text)
