/*
 * A bare echo: one thread, epoll, what comes goes back. The limit of what sockets allow.
 *
 *   gcc -O2 -o echo echo.c && ./echo PORT
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024, MOST_EVENTS = 1024 };

/* What a client did not take yet. */
struct connection {
  int fd;
  size_t from, to, room;
  char *kept;
};

static char input[READ_BYTES];

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void drop(struct connection *c) {
  close(c->fd);
  free(c->kept);
  free(c);
}

/* Sends what is kept; 0 if the connection is gone. */
static int send_kept(struct connection *c) {
  while (c->from < c->to) {
    ssize_t sent = send(c->fd, c->kept + c->from, c->to - c->from, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    c->from += sent;
  }
  c->from = c->to = 0;
  return 1;
}

static void keep(struct connection *c, const char *bytes, size_t length) {
  if (c->to + length > c->room) {
    c->room = 2 * (c->to + length);
    c->kept = realloc(c->kept, c->room);
    if (!c->kept) die("realloc");
  }
  memcpy(c->kept + c->to, bytes, length);
  c->to += length;
}

/* Reads until there is no more, or until the client takes no more; 0 if the connection is gone. */
static int echo(struct connection *c) {
  if (!send_kept(c)) return 0;
  while (c->to == 0) {
    ssize_t got = recv(c->fd, input, sizeof input, 0);
    if (got == 0) return 0;
    if (got < 0) return errno == EAGAIN;
    ssize_t sent = send(c->fd, input, got, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return 0;
    if (sent < 0) sent = 0;
    if (sent < got) keep(c, input + sent, got - sent);
    if (got < (ssize_t)sizeof input) break;
  }
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "echo: expected: a port\n");
    return 2;
  }
  int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address)) die("bind");
  if (listen(listener, 4096)) die("listen");
  int poll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[MOST_EVENTS];
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(poll, events, MOST_EVENTS, -1);
    for (int i = 0; i < count; i++) {
      struct connection *c = events[i].data.ptr;
      if (c) {
        if (!echo(c)) drop(c);
        continue;
      }
      int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
      if (fd < 0) continue;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      c = calloc(1, sizeof *c);
      if (!c) die("calloc");
      c->fd = fd;
      /* Edge-triggered: one system call less for each read. */
      event.events = EPOLLIN | EPOLLOUT | EPOLLET;
      event.data.ptr = c;
      epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
    }
  }
}
