"""Writes formulas.txt: formulas of the small language and their values, computed here with mpmath at 50 digits.

Each row of TABLE is a Python expression over the layer below and the spellings that mean the same. A line of the
output is: shape (sizes joined by x, or "scalar"), the entries to 30 significant digits, the spelling; tab-separated.
Run: python3 make_formulas.py > formulas.txt
"""

from mpmath import mp, mpf, exp, log, sqrt, matrix, nstr

mp.dps = 50

# K = 3 units, n = 2 inputs; s = (0, 2.5, -2): one unit on the kink and one on each side.
W = [[mpf(1), mpf(-2)], [mpf("0.5"), mpf("1.5")], [mpf("-0.5"), mpf(-1)]]
x = [mpf(2), mpf(1)]
dy = [mpf(-2), mpf("1.5"), mpf("0.5")]
K, n = 3, 2


def f(v):
    return v if v > 0 else exp(v) - 1


def fp(v):
    return mpf(1) if v > 0 else exp(v)


s = [sum(W[k][j] * x[j] for j in range(n)) for k in range(K)]
y = [f(v) for v in s]
p = [fp(v) for v in s]
ds = [dy[k] * p[k] for k in range(K)]
J = [[p[k] * W[k][j] for j in range(n)] for k in range(K)]
dx = [sum(ds[k] * W[k][j] for k in range(K)) for j in range(n)]
dW = [[ds[k] * x[j] for j in range(n)] for k in range(K)]
P = [[[p[k] * x[j] if i == k else mpf(0) for j in range(n)] for k in range(K)] for i in range(K)]
WT = [[W[k][j] for k in range(K)] for j in range(n)]

TABLE = [
    # numbers
    (mpf(2), "2", "2.0", "+2", "  2  "),
    (mpf("0.5"), "0.5", ".5", "1/2", r"\frac{1}{2}", "0.50", r"\frac12", "½", r"\[ 0.5 \]"),
    (mpf(-2), "-2", "−2", "–2", "-(2)"),
    (mpf("0.001"), "1e-3", "1E-3", "10^-3", "10^{-3}", "10⁻³", "1×10⁻³"),
    (mpf(1) / 3, "1/3", "1÷3", r"\frac{1}{3}", "3^-1", "3⁻¹"),
    (mpf(-1) / 3, "-1/3", r"-\frac{1}{3}", "−1/3", "(-1)/3"),
    (mpf(14), "2 + 3 * 4", "2+3·4", r"2 + 3 \cdot 4", "2 + 3 × 4", r"2+3\times 4"),
    (mpf(20), "(2 + 3) * 4", "(2+3)·4", r"\left(2+3\right) \cdot 4", "4 (2 + 3)", "4(2+3)"),
    (mpf(-4), "-2^2", "-2²", "-(2^2)", "-{2^{2}}"),
    (mpf(4), "(-2)^2", "(−2)²", r"\left(-2\right)^{2}", "(-2)**2"),
    (mpf(512), "2^3^2", "2^(3^2)", "2^{3^2}"),
    (mpf(3) / 4, "1/2 * 3/2", "3/2/2", "3/(2 * 2)", r"\frac{3}{4}"),
    (mpf(2), "sqrt(4)", r"\sqrt{4}", "√4", "4^(1/2)"),
    (sqrt(mpf(2)), "sqrt(2)", r"\sqrt{2}", "√(2)", "2^0.5"),
    (mpf(3), "abs(-3)", "|-3|", "|−3|", r"\lvert -3 \rvert"),
    (mpf(-1), "min(2, -1)", r"\min(2, -1)", "min(2, −1)", r"\min\{2, -1\}"),
    (mpf(5), "max(1, 5, 2)", r"\max(1, 5, 2)", "max(1; 5; 2)"),
    (mpf(1), "alpha", "α", r"\alpha"),
    (mpf(3), "K", "(K)", "{K}", "$K$"),
    (mpf(2), "n", "n^1", r"\left( n \right)"),
    # the exponential
    (exp(1), "e", "exp(1)", "e^1", r"\exp(1)", "ℯ"),
    (exp(mpf("-1.5")), "exp(-1.5)", "e^-1.5", "e^(-3/2)", "e^{-3/2}", r"\exp\left(-\frac{3}{2}\right)", "exp(−1.5)"),
    (exp(mpf(-2)), "exp(s_3)", "e^s_3", "e^{s_3}", r"\exp(s_{3})", "exp(s₃)", "exp s_3"),
    (3 * exp(mpf("-1.5")) / 2, "3/2 e^(-3/2)", "1.5*exp(-1.5)", "3/2·e^(−3/2)", r"\frac{3}{2} e^{-3/2}"),
    (mpf("-1.5"), "ln(exp(-1.5))", "log(e^-1.5)", r"\ln e^{-1.5}", "ln(e^(−3/2))"),
    (log(mpf(2)), "ln(2)", r"\ln(2)", "log 2", "ln 2"),
    (exp(exp(mpf(-2)) - 1), "exp(y_3)", "e^{y_3}", r"\exp(y_3)", "exp(exp(s_3) - 1)"),
    (1 / (1 + exp(mpf("2.5"))), "1/(1 + exp(s_2))", r"\frac{1}{1 + e^{s_2}}", "(1 + e^s_2)^-1"),
    # entries
    (mpf(-2), "W_12", "W[1,2]", "W_{12}", "W_{1,2}", "W₁₂", "W_{1 2}", "W[1, 2]"),
    (mpf(2), "x_1", "x[1]", "x_{1}", "x₁"),
    (mpf("1.5"), "dy_2", "δy_2", "δ_y,2", "δ_{y,2}", r"\delta_{y,2}", "dy[2]", "δy₂", r"\delta y_2", "δ_{y_2}", "deltaY_2"),
    (mpf("2.5"), "s_2", "s[2]", "s₂", "s_{2}"),
    (y[2], "y_3", "f(s_3)", "y[3]", "y₃", r"f\left(s_3\right)", "elu(s_3)", "ELU(s_3)"),
    (p[2], "f'(s_3)", "f′(s_3)", "f'[3]", "f′(s₃)", r"f'(s_{3})", r"f^{\prime}(s_3)", "f_prime(s_3)", "fprime(s_3)"),
    (ds[2], "ds_3", "δs_3", r"\delta_{s,3}", "δs₃", "dy_3 f'(s_3)", "δy₃ · f′(s₃)", r"\delta_{y,3} \, f'(s_3)"),
    (J[2][1], "J_32", "J[3,2]", "∂y_3/∂x_2", r"\frac{\partial y_3}{\partial x_2}", "f'(s_3) W_32", "∂y₃/∂x₂"),
    (dx[1], "dx_2", "δx_2", r"\delta_{x,2}", "∂L/∂x_2", r"\frac{\partial L}{\partial x_2}", "δx₂", "dL/dx_2"),
    (dW[2][1], "dW_32", "δW_32", r"\delta_{W,32}", "∂L/∂W_32", "δW₃₂", r"\frac{\partial L}{\partial W_{32}}", "dW[3,2]"),
    (P[1][1][0], "P_221", "P[2,2,1]", "∂y_2/∂W_21", r"\frac{\partial y_2}{\partial W_{21}}"),
    (mpf(0), "P_121", "P[1,2,1]", "∂y_1/∂W_21"),
    (p[1], "∂y_2/∂s_2", r"\frac{\partial y_2}{\partial s_2}", "f'(s_2)"),
    (x[1], "∂s_2/∂W_22", r"\frac{\partial s_2}{\partial W_{22}}", "x_2"),
    (mpf(0), "∂s_1/∂W_22", "∂y_1/∂s_2", "[1 = 2] x_2"),
    # whole quantities
    (W, "W", r"\mathbf{W}", r"\boldsymbol{W}", "W^T^T", "∂s/∂x"),
    (x, "x", r"\mathbf{x}", "[2 1]", "[2, 1]", r"\begin{bmatrix}2 \\ 1\end{bmatrix}"),
    (dy, "dy", "δy", r"\delta_y", "δ_y", r"\delta y", "delta_y", "∂L/∂y", "[-2; 1.5; 0.5]"),
    (s, "s", "W x", "Wx", "W@x", "W·x", r"W \mathbf{x}", "W * x"),
    (y, "y", "f(s)", "f(Wx)", "f(W x)", r"f\left(Wx\right)", "elu(s)"),
    (p, "f'(s)", "f′(s)", "f'", r"f'(\mathbf{s})", "f'(Wx)"),
    (ds, "ds", "δs", r"\delta_s", "dy .* f'(s)", "δy ⊙ f′(s)", r"\delta_y \odot f'(s)", "δy ∘ f′(s)", "∂L/∂s"),
    (dx, "dx", "δx", "W^T ds", "Wᵀ δs", r"W^\top \delta_s", "W.T @ ds", "W^T (dy ⊙ f'(s))",
     r"W^T \left( \delta_y \odot f'(s) \right)", r"$W^T (\delta_y \odot f'(s))$.", "transpose(W) ds", "∂L/∂x", "Wᵀ(δy⊙f′(s))", r"W^{T}\delta_s"),
    (dW, "dW", "δW", "ds x^T", "δs xᵀ", r"\delta_s x^\top", "(dy ⊙ f'(s)) x^T", "ds @ x.T", "∂L/∂W", "outer(ds, x)", "ds ⊗ x", r"\delta_s \otimes x"),
    (J, "J", "∂y/∂x", r"\frac{\partial y}{\partial x}", "diag(f'(s)) W", "diag(f′(s)) · W", "(∂y/∂s) W"),
    (P, "P", "∂y/∂W", r"\frac{\partial y}{\partial W}", "[i = k] f'(s_k) x_j", "δ_ik f'(s_k) x_j",
     r"\delta_{ik} f'(s_k) x_j", "[i == k] f'(s_i) x_j"),
    (WT, "W^T", "Wᵀ", r"W^\top", "W^{T}", "W.T", r"W^{\mathsf{T}}", "W⊤"),
    # formulas by entry: free letters make arrays
    (dx, "sum_k dy_k f'(s_k) W_kj", "Σ_k δy_k f′(s_k) W_kj", r"\sum_k \delta_{y,k} f'(s_k) W_{kj}",
     r"\sum_{k=1}^{K} \delta_{y,k} \, f'(s_k) \, W_{kj}", "∑ₖ δyₖ·f′(sₖ)·Wₖⱼ", "sum_{k=1}^K dy[k] f'(s[k]) W[k,j]",
     "sum_{k=1..K} ds_k W_kj", r"\sum_k \frac{\partial L}{\partial y_k} \frac{\partial y_k}{\partial s_k} \frac{\partial s_k}{\partial x_j}"),
    (dW, "dy_k f'(s_k) x_j", "δy_k · f′(s_k) · x_j", r"\delta_{y,k} f'(s_k) x_j", "x_j ds_k", "ds_k x_j"),
    (s, "sum_j W_kj x_j", "Σ_j W_kj x_j", r"\sum_{j=1}^n W_{kj} x_j", "sum_{j=1}^{n} W_{k,j} x_{j}", "Σⱼ Wₖⱼ xⱼ",
     "sum_j=1^n W_kj x_j"),
    (sum(ds), "sum_k ds_k", "Σ_k δs_k", r"\sum_{k=1}^K \delta_{s,k}", "sum(ds)", "sum_{k=1}^3 ds_k", "ds_1 + ds_2 + ds_3"),
    (sum(W[0]), "sum_j W_1j", r"\sum_j W_{1j}", "W_11 + W_12", "sum_{j=1}^2 W[1,j]"),
    (mpf(6), "sum_{i=1}^3 i", "Σ_{i=1}^{3} i", r"\sum_{i=1}^{K} i", "sum_{i=1..3} i"),
    (sum(x) * sum(dy), "(sum_j x_j) (sum_k dy_k)", "sum_j sum_k x_j dy_k", r"\sum_j \sum_k x_j \delta_{y,k}"),
    # cases
    (p, "if s_k > 0 then 1 else exp(s_k)", "1 if s_k > 0 else exp(s_k)", "{1 if s_k > 0, exp(s_k) otherwise}",
     r"\begin{cases} 1 & \text{if } s_k > 0 \\ \exp(s_k) & \text{if } s_k \le 0 \end{cases}",
     r"\begin{cases} 1 & s_k > 0 \\ e^{s_k} & \text{otherwise} \end{cases}", "exp(s_k) for s_k <= 0, 1 otherwise",
     "exp(s_k) for s_k ≤ 0, 1 for s_k > 0", "{1, s_k > 0; exp(s_k), otherwise}", "exp(min(s_k, 0))",
     r"\exp(\min(s_k, 0))", "min(1, exp(s_k))", "min(1, y_k + 1)", "if s > 0 then 1 else exp(s)",
     "[s_k > 0] + [s_k <= 0] exp(s_k)", "[s_k > 0] + [s_k ≤ 0]·e^s_k"),
    (y, "s_k if s_k > 0 else exp(s_k) - 1", "{s_k if s_k > 0; exp(s_k) − 1 otherwise}",
     r"\begin{cases} s_k & \text{if } s_k > 0 \\ \exp(s_k) - 1 & \text{if } s_k \leq 0 \end{cases}",
     "max(0, s_k) + min(0, exp(s_k) - 1)", "relu(s_k) + min(0, e^s_k - 1)"),
    (mpf(1), "[s_2 > 0]", "[s_2 ≥ 0]", r"[s_2 \geq 0]", "[s_2 != 0]", r"[s_2 \neq 0]", "[not s_2 <= 0]", "[0 < s_2 < 3]"),
    (mpf(0), "[s_1 > 0]", "[s_1 > 0 and s_2 > 0]", r"[s_1 > 0 \land s_2 > 0]", "[s_1 > 0 or s_3 > 0]"),
    # shapes
    (sum(dy[k] * p[k] for k in range(K)), "dy^T f'(s)", "δyᵀ f′(s)", r"\delta_y^\top f'(s)", "f'(s)^T dy"),
    ([dy[k] / p[k] for k in range(K)], "dy ./ f'(s)", "δy ./ f′(s)", "dy .* (1 / f'(s))"),
    ([2 * v for v in x], "2x", "2 x", "x * 2", "2·x", "x + x"),
    ([dy[k] * dy[k] for k in range(K)], "dy ⊙ dy", "dy^2", "dy²", r"\delta_y \odot \delta_y"),
    ([sum(W[k][j] * W[k][i] for k in range(K)) * 1 for j in range(n) for i in [1]], "(W^T W)_j2", "sum_k W_kj W_k2",
     r"\sum_k W_{kj} W_{k2}"),
    (dx[1], "(W^T ds)_2", "(W^T ds)[2]", r"(W^T \delta_s)_{2}", "(Wᵀ δs)₂"),
    (dW[1][0], "(ds x^T)_21", "(ds x^T)[2,1]", "(δs xᵀ)₂₁"),
    ([[mpf(1) if i == j else mpf(0) for j in range(n)] for i in range(n)], "(W^T W)^-1 (W^T W)", "(W^T W)^(-1) W^T W",
     r"(W^T W)^{-1} W^T W", "[1 0; 0 1]"),
    ([v + 1 for v in y], "y + 1", "1 + y", "y_k + 1"),
    (mpf("6"), "[1 2; 3 4]_21 * 2", "[[1,2],[3,4]][2,1] * 2", r"\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix}_{21} \cdot 2"),
]


def flat(v):
    if isinstance(v, list):
        sizes, entries = [len(v)], []
        inner = None
        for part in v:
            s_, e_ = flat(part)
            inner = s_
            entries += e_
        return sizes + inner, entries
    return [], [v]


for value, *spellings in TABLE:
    sizes, entries = flat(value)
    shape = "x".join(map(str, sizes)) or "scalar"
    for text in spellings:
        print(shape, " ".join(nstr(v, 30) for v in entries), text, sep="\t")
