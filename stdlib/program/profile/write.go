package profile

import (
	"compress/gzip"
	"encoding/binary"
	"io"
	"strings"
	"time"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
)

// The format is profile.proto of github.com/google/pprof, gzipped. Its own
// package costs every start the regular expressions it reads old formats with;
// what a profile needs of protocol buffers is the two kinds of fields below.

// message is a protocol buffer under construction.
type message []byte

// number appends a field that is a number.
func (m *message) number(field int, n int64) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3)
	*m = binary.AppendUvarint(*m, uint64(n))
}

// bytes appends a field that is a text, a message or packed numbers.
func (m *message) bytes(field int, b []byte) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|2)
	*m = binary.AppendUvarint(*m, uint64(len(b)))
	*m = append(*m, b...)
}

// Fields of the messages.
const (
	profileSampleType, profileSample, profileLocation, profileFunction, profileText = 1, 2, 4, 5, 6
	profileTime, profileDuration, profilePeriodType, profilePeriod                  = 9, 10, 11, 12
	typeName, typeUnit                                                              = 1, 2
	sampleLocations, sampleValues                                                   = 1, 2
	locationID, locationLine                                                        = 1, 4
	lineFunction, lineNumber                                                        = 1, 2
	functionID, functionName, functionSystemName, functionFile, functionLine        = 1, 2, 3, 4, 5
)

// writer numbers texts, functions and places as they are met.
type writer struct {
	message
	texts     map[string]int64
	functions map[*code.Code]int64
	places    map[vm.Place]int64
}

func (p *Profiler) write(out io.Writer) error {
	w := &writer{texts: map[string]int64{}, functions: map[*code.Code]int64{}, places: map[vm.Place]int64{}}
	w.text("") // text 0 is empty
	w.bytes(profileSampleType, w.valueType("samples", "count"))
	w.bytes(profileSampleType, w.valueType("cpu", "nanoseconds"))
	for _, s := range p.stacks {
		var sample, places, values message
		for _, at := range s.places {
			places = binary.AppendUvarint(places, uint64(w.place(at)))
		}
		values = binary.AppendUvarint(values, uint64(s.samples))
		values = binary.AppendUvarint(values, uint64(s.cpu))
		sample.bytes(sampleLocations, places)
		sample.bytes(sampleValues, values)
		w.bytes(profileSample, sample)
	}
	w.number(profileTime, p.began.UnixNano())
	w.number(profileDuration, int64(time.Since(p.began)))
	w.bytes(profilePeriodType, w.valueType("cpu", "nanoseconds"))
	w.number(profilePeriod, int64(period))
	z := gzip.NewWriter(out)
	if _, err := z.Write(w.message); err != nil {
		return err
	}
	return z.Close()
}

func (w *writer) text(s string) int64 {
	n, ok := w.texts[s]
	if !ok {
		n = int64(len(w.texts))
		w.texts[s] = n
		w.bytes(profileText, []byte(s))
	}
	return n
}

func (w *writer) valueType(name, unit string) (m message) {
	m.number(typeName, w.text(name))
	m.number(typeUnit, w.text(unit))
	return m
}

// plain takes the brackets off <module>, <lambda> and f.<locals>.g: pprof drops
// what stands in them, for C++.
var plain = strings.NewReplacer("<", "", ">", "")

func (w *writer) function(c *code.Code) int64 {
	n, ok := w.functions[c]
	if !ok {
		n = int64(len(w.functions) + 1)
		w.functions[c] = n
		var m message
		m.number(functionID, n)
		name := w.text(plain.Replace(c.QualName))
		m.number(functionName, name)
		m.number(functionSystemName, name)
		m.number(functionFile, w.text(c.Source.Name))
		m.number(functionLine, int64(c.FirstLine()))
		w.bytes(profileFunction, m)
	}
	return n
}

func (w *writer) place(at vm.Place) int64 {
	n, ok := w.places[at]
	if !ok {
		n = int64(len(w.places) + 1)
		w.places[at] = n
		var line, m message
		line.number(lineFunction, w.function(at.Code))
		line.number(lineNumber, int64(at.Code.LineAt(at.PC)))
		m.number(locationID, n)
		m.bytes(locationLine, line)
		w.bytes(profileLocation, m)
	}
	return n
}
