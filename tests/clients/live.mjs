// Follows the fleet through @microsoft/signalr: subscribes to everything, keeps a copy of the followers as docs/api.md says, and
// prints one line of JSON for each thing that happens. Ends when its input ends.
// usage: node live.mjs URL TOKEN
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr'

const [url, token] = process.argv.slice(2)
const print = event => console.log(JSON.stringify(event))
const idOf = follower => `${follower.cluster}/${follower.index}`

const connection = new HubConnectionBuilder()
  .withUrl(`${url}/hubs/live`, { accessTokenFactory: () => token })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 50 })
  .configureLogging(LogLevel.None)
  .build()

const copies = new Map()

// A message can come before the answer to the subscription that it belongs to: it is kept by the id that it brings.
connection.on('snapshot', (id, whole) => {
  copies.set(id, { version: whole.version, total: whole.total, byId: new Map((whole.items ?? []).map(f => [idOf(f), f])), order: (whole.items ?? []).map(idOf) })
  tell('snapshot', id)
})

connection.on('delta', (id, delta) => {
  const copy = copies.get(id)
  if (copy?.version !== delta.base) return print({ event: 'torn', id, has: copy?.version ?? null, base: delta.base })
  if (id.startsWith('followers-')) {
    for (const gone of delta.removed) copy.byId.delete(gone)
    for (const follower of delta.changed) copy.byId.set(idOf(follower), follower)
    copy.order = delta.order ?? copy.order.filter(each => copy.byId.has(each))
    copy.total = delta.total
  }
  copy.version = delta.version
  tell('delta', id)
})

connection.on('ended', (id, why) => print({ event: 'ended', id, why }))
connection.onreconnecting(() => print({ event: 'reconnecting' }))
connection.onreconnected(async () => {
  copies.clear()
  print({ event: 'reconnected' })
  await subscribe()
})
connection.onclose(() => print({ event: 'closed' }))

function tell (event, id) {
  const copy = copies.get(id)
  print({ event, id, version: copy.version, total: copy.total ?? null, verdicts: copy.order.map(each => `${each}=${copy.byId.get(each).verdict}`) })
}

async function subscribe () {
  const ids = [
    await connection.invoke('SubscribeFleet'),
    await connection.invoke('SubscribePair', 'orders'),
    await connection.invoke('SubscribeFollowers', 'pair:orders', 'name')
  ]
  print({ event: 'subscribed', ids })
}

async function failure (...call) {
  try {
    return `no failure: ${await connection.invoke(...call)}`
  } catch (e) {
    return e.message
  }
}

await connection.start()
await subscribe()
print({
  event: 'refused',
  query: await failure('SubscribeFollowers', 'verdict:faild', ''),
  sort: await failure('SubscribeFollowers', '', 'colour'),
  pair: await failure('SubscribePair', 'payments')
})
for await (const line of process.stdin) {
  if (line.toString().trim() === 'unsubscribe') {
    for (const id of [...copies.keys()]) print({ event: 'unsubscribed', id, was: await connection.invoke('Unsubscribe', id) })
    print({ event: 'unsubscribed-all' })
  }
}
await connection.stop()
