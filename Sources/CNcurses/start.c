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
    /* Bytes of eight bits. */
    meta(stdscr, TRUE);
    curs_set(0);
    endwin();
    doupdate();
    /* Leaving took the keypad's mode away; ncurses would begin it with a write of its own before the first key. */
    keypad(stdscr, TRUE);
    if (terminal >= 0) dup2(terminal, STDOUT_FILENO);
    if (nowhere >= 0) close(nowhere);
    if (terminal >= 0) close(terminal);
    /* The modes reach the terminal only here. */
    cbreak();
    noecho();
    nonl();
}

/* What terminals send that stay in normal mode, or that follow older ones. */
static void add_keys(void) {
    static const struct { const char *bytes; int code; } keys[] = {
        {"\033[A", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
        {"\033[H", KEY_HOME}, {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME},
        {"\033[F", KEY_END}, {"\033[4~", KEY_END}, {"\033[8~", KEY_END},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) define_key(keys[i].bytes, keys[i].code);
}

WINDOW *bp_start(void) {
    if (!newterm(NULL, stdout, stdin)) return NULL;
    begin();
    add_keys();
    return stdscr;
}
