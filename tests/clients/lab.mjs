// Works a pair of clusters through the official JavaScript client, and prints what it saw as one line of JSON.
// usage: node lab.mjs URL_A URL_B TRANSPORT_A [USER:PASSWORD [CA_FILE]]
import { readFileSync } from 'node:fs'
import { Client, errors } from '@elastic/elasticsearch'

const [urlA, urlB, transportA, login, caFile] = process.argv.slice(2)
const options = node => ({
  node,
  maxRetries: 0,
  ...(login && { auth: { username: login.split(':')[0], password: login.split(':')[1] } }),
  ...(caFile && { tls: { ca: readFileSync(caFile) } })
})
const a = new Client(options(urlA))
const b = new Client(options(urlB))
const seen = {}

async function failure (call) {
  try {
    await call
    return 'no failure'
  } catch (e) {
    return [e.constructor.name, e instanceof errors.ResponseError ? e.statusCode : null, e.body?.error?.type ?? null].join(' ')
  }
}

async function until (ask, satisfied) {
  const end = Date.now() + 30_000
  for (;;) {
    const answer = await ask()
    if (satisfied(answer)) return answer
    if (Date.now() > end) throw new Error('waited in vain; the last answer was ' + JSON.stringify(answer))
  }
}

try {
  const info = await a.info()
  seen.info = [info.cluster_name, info.version.number, info.tagline]
  seen.ping = await a.ping()

  await b.cluster.putSettings({ persistent: { 'cluster.remote.clusterA.seeds': [transportA] } })
  seen.remote = (await until(() => b.cluster.remoteInfo(), r => r.clusterA?.connected)).clusterA.mode

  seen.created = await a.indices.create({ index: 'orders', settings: { number_of_replicas: 0 } })
  const first = await a.index({ index: 'orders', id: '1', document: { customer: 'kimchy', total: 1 }, refresh: true })
  seen.indexed = [first.result, first._seq_no]
  const bulk = await a.bulk({
    refresh: true,
    operations: [{ index: { _index: 'orders', _id: '2' } }, { customer: 'ada', total: 2 }, { delete: { _index: 'orders', _id: 'none' } }]
  })
  seen.bulk = [bulk.errors, bulk.items.map(item => Object.values(item)[0].status)]
  const helped = await a.helpers.bulk({
    datasource: [{ n: 3 }, { n: 4 }],
    onDocument: () => ({ index: { _index: 'orders' } }),
    refreshOnCompletion: true
  })
  seen.helpedBulk = [helped.total, helped.successful, helped.failed]
  const found = await a.search({ index: 'orders', query: { match: { customer: 'kimchy' } } })
  seen.searched = [found.hits.total.value, found.hits.hits.map(hit => hit._source.total)]
  seen.counted = (await a.count({ index: 'orders' })).count

  seen.followed = await b.ccr.follow({ index: 'orders2', wait_for_active_shards: 1, remote_cluster: 'clusterA', leader_index: 'orders' })
  const active = await b.ccr.followInfo({ index: 'orders2' })
  seen.followInfo = active.follower_indices.map(f => [f.follower_index, f.leader_index, f.status, f.parameters.max_read_request_size])
  const stats = await until(() => b.ccr.followStats({ index: 'orders2' }), s => s.indices[0].shards[0].follower_global_checkpoint >= 3)
  seen.followStats = [stats.indices[0].total_global_checkpoint_lag, stats.indices[0].shards[0].read_exceptions.length]
  seen.stats = Object.keys(await b.ccr.stats())
  seen.refused = await failure(b.index({ index: 'orders2', document: {} }))
  seen.paused = await b.ccr.pauseFollow({ index: 'orders2' })
  seen.resumed = await b.ccr.resumeFollow({ index: 'orders2' })
  await b.ccr.pauseFollow({ index: 'orders2' })
  seen.closed = (await b.indices.close({ index: 'orders2' })).acknowledged
  seen.unfollowed = await b.ccr.unfollow({ index: 'orders2' })
  seen.opened = await b.indices.open({ index: 'orders2' })

  seen.patternPut = await b.ccr.putAutoFollowPattern({ name: 'logs', remote_cluster: 'clusterA', leader_index_patterns: ['logs-*'] })
  seen.patterns = (await b.ccr.getAutoFollowPattern({ name: 'logs' })).patterns.map(p => [p.name, p.pattern.active])
  await b.ccr.pauseAutoFollowPattern({ name: 'logs' })
  seen.patternDeleted = await b.ccr.deleteAutoFollowPattern({ name: 'logs' })

  seen.missingIndex = await failure(a.search({ index: 'nope' }))
  seen.missingPattern = await failure(b.ccr.getAutoFollowPattern({ name: 'nope' }))
  seen.conflict = await failure(a.create({ index: 'orders', id: '1', document: {} }))
  seen.existing = await failure(a.indices.create({ index: 'orders' }))
  seen.exists = [await a.indices.exists({ index: 'orders' }), await a.indices.exists({ index: 'nope' })]
  seen.deleted = await a.indices.delete({ index: 'orders' })
  seen.license = (await a.license.get()).license.type
  seen.usage = (await b.xpack.usage()).ccr.available
} catch (e) {
  seen.broke = [e.name, e.message, e.meta?.body ?? null]
} finally {
  await a.close()
  await b.close()
  console.log(JSON.stringify(seen))
}
