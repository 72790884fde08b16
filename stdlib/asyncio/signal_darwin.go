package asyncio

// noSignal: macOS has a socket option instead, which module socket sets.
const noSignal = 0
