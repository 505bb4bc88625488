/* ncurses with wide characters, and the little that Swift cannot say itself: macros, signal handlers. */
#ifndef BACKPROP_CNCURSES_H
#define BACKPROP_CNCURSES_H

#define NCURSES_WIDECHAR 1
#include <curses.h>

/* The screen, of which there is one. ncurses' own WINDOW stays behind these functions: to Swift it is a pointer to a
   structure or to nothing, as the version of the library has it. */

/* Starts the screen on standard input and output, keys read one by one and unseen; 0, or -1 where neither TERM nor what
   nearly all terminals understand is known here. Nothing is sent before bp_guard_arm. */
int bp_start(void);
void bp_stop(void);

int bp_columns(void), bp_rows(void);
void bp_resize(int columns, int rows);
/* The next bp_refresh sends every cell, and whether the cursor is seen. */
void bp_redraw(void);
void bp_erase(void);
/* Sends what differs; the cursor stands there then, or is unseen for row -1. */
void bp_refresh(int row, int column);
/* Whether there are colours; the pairs 1 to 6 are red, green, yellow, blue, magenta, cyan on the terminal's own ground. */
int bp_begin_colors(void);

/* Cells of a row from a column on: one scalar and one look per character, a wide character once. A look is a colour pair
   (0 to 7) and attributes. Whole cells are handed over, which costs ncurses a fraction of what text does. */
void bp_draw_cells(int row, int column, const unsigned *scalars, const unsigned char *looks, int count);
/* One character with combining marks. */
void bp_draw_marked(int row, int column, const wchar_t *text, int count, unsigned char look);

enum { BP_BOLD = 8, BP_DIM = 16, BP_UNDERLINE = 32, BP_REVERSE = 64 };
enum { BP_KEY = 0, BP_BYTE = 1, BP_NONE = 2 };

/* What is there already of the input: a byte of a character, BP_KEY with its code, or BP_NONE. */
int bp_read(int *code);

/* Key codes that ncurses has only as macros or that are ours. */
enum { BP_PASTE_BEGIN = 0x2000, BP_PASTE_END = 0x2001 };
extern const int bp_key_up, bp_key_down, bp_key_left, bp_key_right, bp_key_home, bp_key_end, bp_key_npage, bp_key_ppage,
    bp_key_enter, bp_key_btab, bp_key_backspace, bp_key_dc, bp_key_f0;

/* Terminal guard: gives the terminal back on every way out.
   bp_guard_save before the screen starts, bp_guard_arm after; bp_guard_disarm after it ended. Signals that come between
   the first two are held back, since ncurses would handle them its own way; bp_guard_release lets them go where the
   screen did not start. */
int bp_guard_save(void);
void bp_guard_release(void);
int bp_guard_arm(void);
void bp_guard_disarm(void);

/* Takes the terminal for editing one line in place, without a screen: keys come one by one and unseen. The same guard
   gives it back; bp_guard_disarm ends it. */
int bp_line_arm(void);

/* Waits for input, a signal or one of the other sources, BP_WAIT_SOURCE and its number; milliseconds < 0 waits for ever. */
enum { BP_WAIT_INPUT = 0, BP_WAIT_RESIZE = 1, BP_WAIT_RESUMED = 2, BP_WAIT_TIMEOUT = 3, BP_WAIT_CLOSED = 4, BP_WAIT_ANSWER = 5,
       BP_WAIT_SOURCE = 6 };
enum { BP_MOST_SOURCES = 8 };
int bp_wait(const int *descriptors, int count, int milliseconds);
/* Another thread has something to tell: bp_wait returns BP_WAIT_ANSWER. */
void bp_wake(void);
/* Whether there is something to read, or will be within so many milliseconds; signals and files wait for bp_wait. */
int bp_has_input(int milliseconds);
/* A source that is ready when a file of a folder was written; it costs nothing while nothing happens. */
int bp_folder_open(void);
int bp_folder_watch(int descriptor, int before, const char *folder);
void bp_folder_drain(int descriptor);
int bp_terminal_size(int *columns, int *rows);

#endif
