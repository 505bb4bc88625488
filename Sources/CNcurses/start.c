/* The start of the screen. */
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include <fcntl.h>
#include <termios.h>
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
    /* Ctrl-S is a key like any other: a screen that stands still for it looks broken, and cannot be left. */
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) == 0) {
        modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
        /* Ctrl-C too: it empties the line that is typed, and asks before it takes numbers away. */
        modes.c_cc[VINTR] = _POSIX_VDISABLE;
        /* Reading never waits, bp_wait does: Ctrl-Z may throw away a key that poll has told of, and the redrawing behind it
           would wait for the next one. */
        modes.c_cc[VMIN] = 0;
        modes.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
        def_prog_mode();
    }
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

int bp_start(void) {
    /* A terminal newer than the machine's descriptions is, whatever its name, one that understands what xterm does. */
    if (!newterm(NULL, stdout, stdin) && !newterm("xterm-256color", stdout, stdin)) return -1;
    begin();
    add_keys();
    timeout(0);
    /* Otherwise ncurses looks for input after every few lines it draws, and sends a frame in sixty pieces. */
    typeahead(-1);
    set_escdelay(25);
    define_key("\033[200~", BP_PASTE_BEGIN);
    define_key("\033[201~", BP_PASTE_END);
    return 0;
}

void bp_stop(void) {
    /* A window that was resized meanwhile may keep rows of the screen that is left; blank ones do not show. */
    erase();
    refresh();
    endwin();
}

int bp_columns(void) { return getmaxx(stdscr); }

int bp_rows(void) { return getmaxy(stdscr); }

void bp_resize(int columns, int rows) {
    resizeterm(rows, columns);
    wresize(stdscr, rows, columns);
}

static int is_visible;

void bp_redraw(void) {
    clearok(stdscr, TRUE);
    /* After a stop the cursor is hidden, whatever ncurses remembers. */
    is_visible = 0;
    curs_set(0);
}

void bp_erase(void) { erase(); }

void bp_refresh(int row, int column) {
    if ((row >= 0) != is_visible) {
        is_visible = row >= 0;
        curs_set(is_visible);
    }
    if (row >= 0) move(row, column);
    refresh();
}

int bp_begin_colors(void) {
    if (!has_colors()) return 0;
    start_color();
    use_default_colors();
    static const short colors[] = {COLOR_RED, COLOR_GREEN, COLOR_YELLOW, COLOR_BLUE, COLOR_MAGENTA, COLOR_CYAN};
    for (short i = 0; i < 6; i++) init_pair((short)(i + 1), colors[i], -1);
    return 1;
}
