/// Short texts that stand in for what a lesson does not have, in the lesson format itself.
package enum BuiltInText {
  package static func section(_ section: LessonSection) -> String {
    switch section {
    case .question:
      """
      # Question
      Define a module that joins a linear layer with $K$ units and $n$ inputs to an ELU layer. Give its forward, backward \
      and parameter messages.
      """
    case .solution:
      """
      # Solution
      The input is $x \\in \\mathbb{R}^n$, the weights are $W \\in \\mathbb{R}^{K \\times n}$. The module computes $s = Wx$ \
      and $y = f(s)$, entry by entry.
      """
    case .forward:
      """
      ## Forward message
      $$ s_k = \\sum_{j=1}^n W_{kj} x_j $$
      $$ y_k = \\begin{cases} s_k & \\text{if } s_k > 0 \\\\ \\exp(s_k) - 1 & \\text{if } s_k \\le 0 \\end{cases} $$
      """
    case .backward:
      """
      ## Backward message
      $$ f'(s_k) = \\begin{cases} 1 & \\text{if } s_k > 0 \\\\ \\exp(s_k) & \\text{if } s_k \\le 0 \\end{cases} $$
      Input $x_j$ reaches every unit, so its gradient adds one term per path:
      $$ \\delta_{x,j} = \\sum_{k=1}^K \\delta_{y,k} \\cdot f'(s_k) \\cdot W_{kj} $$
      """
    case .parameter:
      """
      ## Parameter message
      The weight $W_{kj}$ reaches $s_k$ alone: one path, no sum.
      $$ \\delta_{W,kj} = \\delta_{y,k} \\cdot f'(s_k) \\cdot x_j $$
      """
    case .related:
      """
      ## Related
      - [[linear-elu-layer]]
      """
    }
  }

  /// Shown beside the vector form.
  package static let vectorForm = """
    ## The same in vector form
    Stack the entries. The sum over $k$ runs down column $j$ of $W$, and column $j$ of $W$ is row $j$ of $W^T$:
    $$ \\delta_x = W^T (\\delta_y \\odot f'(s)) $$
    Entry $(k,j)$ of $\\delta_W$ is one number of unit $k$ times one number of input $j$, an outer product:
    $$ \\delta_W = (\\delta_y \\odot f'(s)) \\, x^T $$
    *Shapes:* $\\delta_x$ has one entry per input like $x$; $\\delta_W$ is $K \\times n$ like $W$.
    """

  /// Shown beside the gradient check.
  package static let check = """
    ## Check by central differences
    Take $L = \\sum_k \\delta_{y,k} \\, y_k$. Let $p$ be any one input or weight. Move it by $h$ up and down; the slope of $L$ \
    must agree with the formula:
    $$ \\frac{\\partial L}{\\partial p} \\approx \\frac{L(p + h) - L(p - h)}{2h} $$
    We compute both sides exactly with $h = 10^{-6}$, so nothing is lost to rounding. What remains is the bend of $f$, and \
    only units with $s_k \\le 0$ bend: at most $h/2$ times the sum of $|\\delta_{y,k}| \\exp(s_k)$ times the square of \
    $\\frac{\\partial s_k}{\\partial p}$, which is $W_{kj}$ or $x_j$. The last column takes for $\\exp(s_k)$ the next power of 2 \
    above it. At $s_k = 0$ ELU has no corner, only a change of bend, so the check passes there too.
    """
}
