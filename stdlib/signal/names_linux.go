package signal

var extraSignals = []namedSignal{{"SIGCLD", 17}, {"SIGPOLL", 29}, {"SIGRTMIN", 34}, {"SIGRTMAX", 64}}
