import LayerMath
import TextLayout

extension Naming {
  /// A sentence about the module, with indices lowered and its quantities called as the card calls them.
  ///
  /// Sentences are written in the standard letters, `f′(s_k) belongs to unit k`. The article `a` and a genitive `'s` are no quantities.
  package func words(_ text: String) -> String {
    let lowered = ScriptGlyphs.loweringIndices(of: text)
    guard self != .standard else { return lowered }
    var result = ""
    var word = ""
    func renamed(_ word: String) -> String {
      // `Wᵀ` is W, transposed.
      let bare = word.hasSuffix("ᵀ") ? String(word.dropLast()) : word
      let end = word.dropFirst(bare.count)
      if bare == "f" { return functionScreen + end }
      guard bare != "a", !(bare == "s" && result.last.map { "'’".contains($0) } ?? false),
        let quantity = Quantity.allCases.first(where: { $0.row.screen == bare })
      else { return word }
      return screen(quantity) + end
    }
    for character in lowered {
      // Lowered letters stand behind a name, not in it.
      if character.isLetter, !("ₐ"..."ₜ").contains(character), !"ᵢⱼᵣᵤᵥ".contains(character) {
        word.append(character)
      } else {
        result += renamed(word) + String(character)
        word = ""
      }
    }
    return result + renamed(word)
  }
}
