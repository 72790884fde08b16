package signal

var extraSignals []namedSignal
