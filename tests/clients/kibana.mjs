// Does what Kibana's page of follower indices does for every open tab: its two calls, every 30 s, through the official client.
// usage: node kibana.mjs URL VIEWERS   (ends when its input does)
import { Client } from '@elastic/elasticsearch'

const [url, viewers] = process.argv.slice(2)
const every = 30_000
const client = new Client({ node: url, maxRetries: 0, requestTimeout: 120_000 })

async function refresh () {
  try {
    await Promise.all([client.ccr.followInfo({ index: '_all' }), client.ccr.stats()])
  } catch (e) {
    console.error(e.message)
  }
}

// Tabs are not opened in one moment: they are spread evenly over the period.
for (let viewer = 0; viewer < Number(viewers); viewer++) {
  setTimeout(() => {
    refresh()
    setInterval(refresh, every)
  }, viewer * every / Number(viewers))
}
process.stdin.on('end', () => process.exit(0)).resume()
