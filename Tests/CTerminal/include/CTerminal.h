/* A program in a pseudo-terminal with libvterm as its screen. For tests. */
#ifndef BACKPROP_CTERMINAL_H
#define BACKPROP_CTERMINAL_H

typedef struct ct_terminal ct_terminal;

/* Starts argv (ended by NULL) with TERM=xterm-256color and LANG=C.UTF-8; NULL if it cannot. */
ct_terminal *ct_start(const char *const *argv, int columns, int rows);
/* Reads what the program writes until it is silent for `quiet` ms, or `most` ms have passed. Bytes read; -1 at its end. */
long ct_pump(ct_terminal *terminal, int quiet, int most);
void ct_type(ct_terminal *terminal, const char *bytes, int count);
void ct_resize(ct_terminal *terminal, int columns, int rows);
/* One row of the screen as UTF-8, without blanks at its end. */
int ct_row(ct_terminal *terminal, int row, char *text, int size);
/* Whether the alternate screen is on, the cursor shown, bracketed paste on. */
int ct_alternate(const ct_terminal *terminal);
int ct_cursor_visible(const ct_terminal *terminal);
int ct_paste(const ct_terminal *terminal);
/* Whether the terminal's line modes are those it was lent with. */
int ct_modes_restored(const ct_terminal *terminal);
/* All bytes written so far. */
const char *ct_output(const ct_terminal *terminal, long *count);
int ct_pid(const ct_terminal *terminal);
/* Waits at most `most` ms; exit status, 256 + signal, -1 while it runs, 512 when stopped. */
int ct_wait(ct_terminal *terminal, int most);
void ct_free(ct_terminal *terminal);

#endif
