/* The least a program can do: prints method, request URI and Call-ID of each SIP message over UDP in a pcap file
   (little-endian, Ethernet, IPv4). A yardstick for the bench.
   cc -O2 -o sipcount sipcount.c && ./sipcount big.pcap */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void print_call_id(const unsigned char *at, const unsigned char *end) {
  while (at < end) {
    const unsigned char *line_end = memchr(at, '\n', end - at);
    if (line_end == NULL) line_end = end;
    size_t length = line_end - at;
    const unsigned char *value = NULL;
    if (length > 8 && strncasecmp((const char *)at, "Call-ID:", 8) == 0) value = at + 8;
    else if (length > 2 && (*at | 32) == 'i' && at[1] == ':') value = at + 2;
    if (value != NULL) {
      while (value < line_end && *value == ' ') value++;
      while (line_end > value && isspace(line_end[-1])) line_end--;
      fwrite(value, 1, line_end - value, stdout);
      return;
    }
    if (length <= 1) return;
    at = line_end + 1;
  }
}

static int print_message(const unsigned char *at, const unsigned char *end) {
  const unsigned char *line_end = memchr(at, '\n', end - at);
  if (line_end == NULL) return 0;
  const unsigned char *blank = memchr(at, ' ', line_end - at);
  if (blank == NULL) return 0;
  int is_reply = line_end - at > 8 && memcmp(at, "SIP/2.0 ", 8) == 0;
  const unsigned char *uri_end = NULL;
  if (!is_reply) {
    uri_end = memchr(blank + 1, ' ', line_end - blank - 1);
    if (uri_end == NULL || line_end - uri_end < 8 || memcmp(uri_end, " SIP/2.0", 8) != 0) return 0;
  }
  if (is_reply) fwrite(blank + 1, 1, 3, stdout);
  else {
    fwrite(at, 1, blank - at, stdout);
    putchar_unlocked('\t');
    fwrite(blank + 1, 1, uri_end - blank - 1, stdout);
  }
  putchar_unlocked('\t');
  print_call_id(line_end + 1, end);
  putchar_unlocked('\n');
  return 1;
}

int main(int count, char **arguments) {
  if (count < 2) return 2;
  FILE *file = fopen(arguments[1], "rb");
  if (file == NULL) return 1;
  unsigned char header[24];
  unsigned char *frame = malloc(1 << 18);
  if (fread(header, 1, 24, file) != 24) return 1;
  uint32_t record[4];
  unsigned long packets = 0, messages = 0;
  while (fread(record, 1, 16, file) == 16) {
    uint32_t length = record[2];
    if (length > 1 << 18 || fread(frame, 1, length, file) != length) break;
    packets++;
    if (length < 42 || frame[12] != 8 || frame[13] != 0 || frame[23] != 17) continue;
    size_t ip = 14, udp = ip + (frame[ip] & 15) * 4;
    if (udp + 8 > length) continue;
    size_t udp_length = frame[udp + 4] << 8 | frame[udp + 5];
    size_t end = udp + udp_length < length ? udp + udp_length : length;
    if (!isalpha(frame[udp + 8])) continue;
    messages += print_message(frame + udp + 8, frame + end);
  }
  fprintf(stderr, "%lu packets, %lu messages\n", packets, messages);
  return 0;
}
