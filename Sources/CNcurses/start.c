/* The start of the screen. */
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include <fcntl.h>
#include <unistd.h>

/* Until a screen was left once and come back to, ncurses counts it as not begun, and sends a frame in a piece for every
   movement of the cursor: forty writes for a key instead of one. So the screen is left and come back to, unseen; what
   begins it for the terminal is one write, bp_guard_arm's. */
static void begin(void) {
    int terminal = dup(STDOUT_FILENO);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (terminal >= 0 && nowhere >= 0) dup2(nowhere, STDOUT_FILENO);
    keypad(stdscr, TRUE);
    curs_set(0);
    endwin();
    doupdate();
    if (terminal >= 0) dup2(terminal, STDOUT_FILENO);
    if (nowhere >= 0) close(nowhere);
    if (terminal >= 0) close(terminal);
    /* The modes reach the terminal only here. */
    cbreak();
    noecho();
    nonl();
}

WINDOW *bp_start(void) {
    if (!newterm(NULL, stdout, stdin)) return NULL;
    begin();
    return stdscr;
}
