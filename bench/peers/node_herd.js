#!/usr/bin/env node
// One server of a herd in Node, without packages: node node_herd.js NAME PORT [PEER-PORT ...]
//
// It dials the peers that it is given and takes connections from others; every connection stays open. The first line
// of a peer is "PEER <name>"; from then on both ends send it "AT ..." lines. What is newer than what is known is kept
// and passed on to all other peers. Everything is in memory. Written to be compared with, so without needless work:
// text is latin1 (bytes as they are, V8's cheapest strings), lines of one read are handled in one go, and what they
// cause is written once for each connection.
'use strict';
const net = require('net');

const IAMAT = /^\s*IAMAT\s+(\S{1,256})\s+(([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?))\s+((\d{1,12})(?:\.(\d{1,18}))?)\s*$/;
const WHATSAT = /^\s*WHATSAT\s+(\S{1,256})\s+(\d{1,2}(?:\.\d+)?)\s+(\d{1,2})\s*$/;
const NO_PLACES = '{"html_attributions":[],"results":[],"status":"ZERO_RESULTS"}\n\n';
const LONGEST_LINE = 4096;

const name = process.argv[2];
const port = Number(process.argv[3]);
const reports = new Map(); // client -> {when, at}
const peers = new Set();
const touched = new Set(); // peers with something to send

// A time as text that compares as the times do.
function moment(seconds, fraction) {
  return seconds.padStart(12, '0') + (fraction || '').padEnd(18, '0');
}

// Keeps and passes on what is newer, and of equal times the greater line.
function offer(client, when, at, source) {
  const known = reports.get(client);
  if (known !== undefined && (known.when > when || (known.when === when && known.at >= at))) {
    return;
  }
  if (known === undefined) {
    reports.set(client, {when, at});
  } else {
    known.when = when;
    known.at = at;
  }
  for (const peer of peers) {
    if (peer !== source) {
      peer.out += at;
      touched.add(peer);
    }
  }
}

class Connection {
  constructor(socket) {
    this.socket = socket;
    this.rest = '';
    this.out = '';
    this.isPeer = false;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text) => this.onText(text));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => { peers.delete(this); touched.delete(this); });
  }

  onText(text) {
    const all = this.rest === '' ? text : this.rest + text;
    let from = 0;
    for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
      const line = all.slice(from, end);
      from = end + 1;
      if (this.isPeer) this.fromPeer(line); else this.fromClient(line);
    }
    this.rest = all.slice(from);
    if (this.rest.length > LONGEST_LINE) this.socket.destroy();
    this.flush();
    for (const peer of touched) peer.flush();
    touched.clear();
  }

  flush() {
    if (this.out !== '') {
      this.socket.write(this.out, 'latin1');
      this.out = '';
    }
  }

  becomePeer() {
    this.isPeer = true;
    for (const report of reports.values()) this.out += report.at;
    peers.add(this);
  }

  fromClient(line) {
    const told = IAMAT.exec(line);
    if (told !== null && Math.abs(told[3]) <= 90 && Math.abs(told[4]) <= 180) {
      const skew = Date.now() / 1000 - Number(told[5]);
      const at = `AT ${name} ${skew < 0 ? '' : '+'}${skew.toFixed(9)} ${told[1]} ${told[2]} ${told[5]}\n`;
      offer(told[1], moment(told[6], told[7]), at, null);
      this.out += at;
      return;
    }
    const asked = WHATSAT.exec(line);
    if (asked !== null && asked[2] > 0 && asked[2] <= 50 && asked[3] >= 1 && asked[3] <= 20) {
      const known = reports.get(asked[1]);
      if (known !== undefined) {
        this.out += known.at + NO_PLACES;
        return;
      }
    }
    if (line.startsWith('PEER ')) this.becomePeer();
    else if (line.trim() !== '') this.out += `? ${line}\n`;
  }

  fromPeer(line) {
    const fields = line.trim().split(' ');
    if (fields.length === 6 && fields[0] === 'AT') {
      const point = fields[5].indexOf('.');
      const seconds = point < 0 ? fields[5] : fields[5].slice(0, point);
      offer(fields[3], moment(seconds, point < 0 ? '' : fields[5].slice(point + 1)), line + '\n', this);
    }
  }
}

function dial(peerPort) {
  const socket = net.connect(peerPort, '127.0.0.1');
  socket.on('connect', () => {
    const connection = new Connection(socket);
    connection.out += `PEER ${name}\n`;
    connection.becomePeer();
    connection.flush();
  });
  socket.on('error', () => {});
  socket.on('close', () => setTimeout(dial, 200, peerPort));
}

net.createServer((socket) => { new Connection(socket); }).listen({port, host: '127.0.0.1', backlog: 4096});
process.argv.slice(4).map(Number).forEach(dial);
