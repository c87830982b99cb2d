// Stands in for Missive's own missive.js: the same names, events and quirks, talking to the host page by messages.
// A classic script, served as it is; the server puts the host page's origin in.
;(() => {
  const HOST_ORIGIN = '%HOST_ORIGIN%'
  const isFramed = window.parent !== window

  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (reason: Error) => void }>} */
  const pending = new Map()
  /** @type {Map<string, { callback: (value: unknown) => void, isRetroactive: boolean }[]>} */
  const handlers = new Map()
  /** What each event last said. @type {Map<string, unknown>} */
  const happened = new Map()
  /** @type {((data: unknown) => void)[]} */
  let actionCallbacks = []
  let lastCall = 0

  /** @param {object} message */
  const tell = (message) => {
    if (isFramed) window.parent.postMessage({ missive: 1, ...message }, HOST_ORIGIN)
  }

  /**
   * Without a host nobody answers, and the promise stays open, as it does outside Missive.
   * @param {string} method @param {unknown[]} args @returns {Promise<any>}
   */
  const call = (method, ...args) => {
    lastCall += 1
    const id = lastCall
    const answer = new Promise((resolve, reject) => pending.set(id, { resolve, reject }))
    tell({ kind: 'call', id, method, args })
    return answer
  }

  /** @param {string} event @param {unknown} value @param {boolean} isFirst whether it says what was so before the page came */
  const emit = (event, value, isFirst) => {
    happened.set(event, value)
    for (const { callback, isRetroactive } of handlers.get(event) ?? []) {
      if (!isFirst || isRetroactive) callback(value)
    }
  }

  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== HOST_ORIGIN || data?.missive !== 1) return
    if (data.kind === 'theme') document.documentElement.dataset.theme = data.theme
    else if (data.kind === 'answer') {
      const waiting = pending.get(data.id)
      pending.delete(data.id)
      if (data.error === undefined) waiting?.resolve(data.value)
      else waiting?.reject(new Error(data.error))
    } else if (data.kind === 'event') {
      if (data.event === 'change:conversations') Missive.state.conversations = data.value
      emit(data.event, data.value, data.isFirst === true)
    } else if (data.kind === 'action') actionCallbacks[data.index]?.(data.data)
  })

  /** @param {unknown} ids @param {string} method */
  const fetchByIds = (method, ids) => {
    if (!Array.isArray(ids))
      return Promise.reject(new TypeError("Cannot read properties of undefined (reading 'serialize')"))
    return call(method, ids)
  }

  /** Acts on whatever is selected when the host hears of it. Failures are lost, as they are in Missive. @param {string} method */
  const onSelection =
    (method) =>
    /** @param {unknown[]} args */
    (...args) =>
      call(method, ...args).catch(() => undefined)

  const DAY = 86_400_000
  const months = [...Array(12).keys()].map((index) =>
    new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, index)),
  )

  /** @param {number | Date} date */
  const dayOf = (date) => new Date(date).toDateString()

  /** @param {any[]} conversations @param {string} key */
  const contactsOf = (conversations, key) =>
    conversations.flatMap(({ messages = [] }) =>
      messages
        .flatMap((/** @type {any} */ message) => [
          message.from_field,
          ...(message.to_fields ?? []),
          ...(message.cc_fields ?? []),
          ...(message.bcc_fields ?? []),
          ...(message.reply_to_fields ?? []),
        ])
        .filter((/** @type {any} */ contact) => contact?.[key]),
    )

  const helpers = {
    isToday: (/** @type {Date} */ date) => dayOf(date) === dayOf(Date.now()),
    isTomorrow: (/** @type {Date} */ date) => dayOf(date) === dayOf(Date.now() + DAY),
    isPast: (/** @type {Date} */ date) => Number(date) < Date.now(),
    isInLessThan: (/** @type {Date} */ date, { hours = 0, minutes = 0 } = {}) =>
      Number(date) - Date.now() < hours * 3_600_000 + minutes * 60_000,
    getMonth: (/** @type {number} */ index, { short = false } = {}) =>
      short ? months[index]?.slice(0, 3) : months[index],
    getEmailAddresses: (/** @type {any[]} */ conversations) => contactsOf(conversations, 'address'),
    getPhoneNumbers: (/** @type {any[]} */ conversations) => contactsOf(conversations, 'phone_number'),
    /** Seconds in; an object out, whose `formatted` is the text. @param {number} timestamp */
    formatTimestamp: (timestamp) => {
      const date = new Date(timestamp * 1000)
      const isToday = dayOf(date) === dayOf(Date.now())
      /** @type {Intl.DateTimeFormatOptions} */
      const style = isToday ? { timeStyle: 'short' } : { dateStyle: 'medium' }
      return { formatted: new Intl.DateTimeFormat(undefined, style).format(date) }
    },
    formatDate: (/** @type {string} */ text) => new Date(text).toLocaleDateString(),
    capitalize: (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1),
    formatContact: (/** @type {any} */ contact) => {
      const formatted = contact.name || contact.address || contact.phone_number || ''
      const letters = formatted
        .split(/\s+/)
        .slice(0, 2)
        .map((/** @type {string} */ word) => word.charAt(0).toUpperCase())
      return { formatted, letters: letters.join('') }
    },
    classNames: (/** @type {Record<string, boolean>} */ names) =>
      Object.keys(names)
        .filter((name) => names[name])
        .join(' '),
  }

  const Missive = {
    ENV: 'playground',
    state: { conversations: /** @type {string[]} */ ([]) },
    ...helpers,

    /** @param {string} event @param {(value: unknown) => void} callback @param {{ retroactive?: boolean }} [options] */
    on(event, callback, { retroactive = false } = {}) {
      handlers.set(event, [...(handlers.get(event) ?? []), { callback, isRetroactive: retroactive }])
      if (retroactive && happened.has(event)) callback(happened.get(event))
    },

    reload: () => window.location.reload(),
    search: (text = '') => call('search', text),
    alert: (options = {}) => call('alert', options),
    navigate: (options = {}) => call('navigate', options),
    openForm: (data = {}) => call('openForm', data),
    closeForm: () => call('closeForm'),
    openSelf: () => call('openSelf'),
    closeSelf: () => call('closeSelf'),
    openURL: (url = '') => call('openURL', url),
    writeToClipboard: (/** @type {string} */ text) => call('writeToClipboard', text),
    setAsUtility: () => call('setAsUtility'),
    /** A second list replaces the first. @param {{ label: string, contexts?: string[], callback?: (data: unknown) => void }[]} actions */
    setActions: (actions = []) => {
      actionCallbacks = actions.map(({ callback }) => callback ?? (() => undefined))
      return call(
        'setActions',
        actions.map(({ label, contexts = ['conversation'] }) => ({ label, contexts })),
      )
    },
    storeGet: (/** @type {string} */ key) => call('storeGet', key),
    storeSet: (/** @type {string} */ key, /** @type {unknown} */ data) => call('storeSet', key, data),

    fetchConversations: (/** @type {unknown} */ ids) => fetchByIds('fetchConversations', ids),
    fetchMessages: (/** @type {unknown} */ ids) => fetchByIds('fetchMessages', ids),
    fetchUsers: () => call('fetchUsers'),
    fetchLabels: () => call('fetchLabels'),

    assign: onSelection('assign'),
    addAssignees: onSelection('addAssignees'),
    removeAssignees: onSelection('removeAssignees'),
    addLabels: onSelection('addLabels'),
    removeLabels: onSelection('removeLabels'),
    close: onSelection('close'),
    reopen: onSelection('reopen'),
    archive: onSelection('archive'),
    trash: onSelection('trash'),
    moveToInbox: onSelection('moveToInbox'),
    comment: onSelection('comment'),

    compose: (options = {}) => call('compose', options),
    composeInConversation: (options = {}) => call('reply', options),
    reply: (options = {}) => call('reply', options),
    insertText: (/** @type {string} */ text) => call('insertText', text),
    insertHtml: (/** @type {string} */ html) => call('insertHtml', html),
  }

  Object.assign(window, { Missive })
  tell({ kind: 'hello' })
})()
