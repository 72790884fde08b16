package asyncio

import _ "embed"

// The texts of the modules. An embedded string is read where it lies in the
// binary; what an embed.FS reads is a copy.
var (
	//go:embed __init__.aio
	initSource string
	//go:embed _connect.aio
	connectSource string

	//go:embed _processes.aio
	processesSource string

	//go:embed _sendfile.aio
	sendfileSource string

	//go:embed subprocess.aio
	subprocessSource string

	//go:embed base_events.aio
	baseEventsSource string
	//go:embed base_futures.aio
	baseFuturesSource string
	//go:embed base_tasks.aio
	baseTasksSource string
	//go:embed constants.aio
	constantsSource string
	//go:embed coroutines.aio
	coroutinesSource string
	//go:embed events.aio
	eventsSource string
	//go:embed exceptions.aio
	exceptionsSource string
	//go:embed format_helpers.aio
	formatHelpersSource string
	//go:embed futures.aio
	futuresSource string
	//go:embed locks.aio
	locksSource string
	//go:embed log.aio
	logSource string
	//go:embed mixins.aio
	mixinsSource string
	//go:embed protocols.aio
	protocolsSource string
	//go:embed queues.aio
	queuesSource string
	//go:embed runners.aio
	runnersSource string
	//go:embed selector_events.aio
	selectorEventsSource string
	//go:embed sslproto.aio
	sslprotoSource string
	//go:embed staggered.aio
	staggeredSource string
	//go:embed streams.aio
	streamsSource string
	//go:embed taskgroups.aio
	taskgroupsSource string
	//go:embed tasks.aio
	tasksSource string
	//go:embed threads.aio
	threadsSource string
	//go:embed timeouts.aio
	timeoutsSource string
	//go:embed trsock.aio
	trsockSource string
	//go:embed transports.aio
	transportsSource string
	//go:embed unix_events.aio
	unixEventsSource string
)
