/* Only tests need libvterm; without it a plain build makes everything else. */
#if __has_include(<vterm.h>)
#define _GNU_SOURCE
#include "CTerminal.h"
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

struct ct_terminal {
    pid_t pid;
    int fd, columns, rows, alternate, cursor, status;
    struct termios before;
    VTerm *vterm;
    VTermScreen *screen;
    char *output;
    long count, capacity;
};

static int on_property(VTermProp property, VTermValue *value, void *user) {
    ct_terminal *t = user;
    if (property == VTERM_PROP_ALTSCREEN) t->alternate = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE) t->cursor = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

ct_terminal *ct_start(const char *const *argv, int columns, int rows) {
    ct_terminal *t = calloc(1, sizeof *t);
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    t->columns = columns;
    t->rows = rows;
    t->cursor = 1;
    t->status = -1;
    t->pid = forkpty(&t->fd, NULL, NULL, &size);
    if (t->pid < 0) {
        free(t);
        return NULL;
    }
    if (t->pid == 0) {
        /* Threads of a test runner block signals, and a child would inherit that. */
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        setenv("TERM", "xterm-256color", 1);
        setenv("LANG", "C.UTF-8", 1);
        unsetenv("LC_ALL");
        unsetenv("NO_COLOR");
        unsetenv("BACKPROP_LESSONS");
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    tcgetattr(t->fd, &t->before);
    t->vterm = vterm_new(rows, columns);
    vterm_set_utf8(t->vterm, 1);
    t->screen = vterm_obtain_screen(t->vterm);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_set_callbacks(t->screen, &callbacks, t);
    vterm_screen_reset(t->screen, 1);
    return t;
}

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

long ct_pump(ct_terminal *t, int quiet, int most) {
    long total = 0, end = now() + most;
    char bytes[65536];
    for (;;) {
        struct pollfd source = {t->fd, POLLIN, 0};
        long rest = end - now();
        if (rest <= 0) return total;
        int ready = poll(&source, 1, rest < quiet ? (int)rest : quiet);
        if (ready <= 0) return total;
        ssize_t count = read(t->fd, bytes, sizeof bytes);
        if (count <= 0) return total ? total : -1;
        if (t->count + count > t->capacity) {
            t->capacity = (t->count + count) * 2;
            t->output = realloc(t->output, t->capacity);
        }
        memcpy(t->output + t->count, bytes, count);
        t->count += count;
        total += count;
        vterm_input_write(t->vterm, bytes, count);
    }
}

void ct_type(ct_terminal *t, const char *bytes, int count) {
    ssize_t ignored = write(t->fd, bytes, count);
    (void)ignored;
}

void ct_resize(ct_terminal *t, int columns, int rows) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    t->columns = columns;
    t->rows = rows;
    vterm_set_size(t->vterm, rows, columns);
    ioctl(t->fd, TIOCSWINSZ, &size);
}

int ct_row(ct_terminal *t, int row, char *text, int size) {
    VTermRect rect = {.start_row = row, .end_row = row + 1, .start_col = 0, .end_col = t->columns};
    int count = (int)vterm_screen_get_text(t->screen, text, size - 1, rect);
    while (count > 0 && (text[count - 1] == ' ' || text[count - 1] == '\n')) count--;
    text[count] = 0;
    return count;
}

int ct_alternate(const ct_terminal *t) { return t->alternate; }
int ct_cursor_visible(const ct_terminal *t) { return t->cursor; }

int ct_paste(const ct_terminal *t) {
    int on = 0;
    for (long i = 0; i + 8 <= t->count; i++)
        if (memcmp(t->output + i, "\033[?2004", 7) == 0) on = t->output[i + 7] == 'h';
    return on;
}

int ct_modes_restored(const ct_terminal *t) {
    struct termios after;
    if (tcgetattr(t->fd, &after) != 0) return 0;
    return after.c_lflag == t->before.c_lflag && after.c_iflag == t->before.c_iflag && after.c_oflag == t->before.c_oflag;
}

const char *ct_output(const ct_terminal *t, long *count) {
    *count = t->count;
    return t->output;
}

int ct_pid(const ct_terminal *t) { return t->pid; }

int ct_wait(ct_terminal *t, int most) {
    long end = now() + most;
    while (t->status < 0) {
        int status;
        pid_t done = waitpid(t->pid, &status, WNOHANG | WUNTRACED);
        if (done == t->pid) {
            if (WIFSTOPPED(status)) return 512;
            t->status = WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
            /* What it wrote last may still lie in the terminal. */
            ct_pump(t, 50, 1000);
            break;
        }
        if (done < 0 || now() > end) return -1;
        ct_pump(t, 5, 5);
    }
    return t->status;
}

void ct_free(ct_terminal *t) {
    if (t->status < 0) {
        kill(t->pid, SIGKILL);
        kill(t->pid, SIGCONT);
        waitpid(t->pid, NULL, 0);
    }
    close(t->fd);
    vterm_free(t->vterm);
    free(t->output);
    free(t);
}
#endif
