package dev.adjoint.serve.protocol;

import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;

/// How many entries a list shall have: `?top_k=`.
final class TopK {

  private TopK() {}

  /// @throws Refusal 400 when it is not a whole number from 1 to 999,999
  static int of(Request request, int usual) {
    String text = request.query("top_k").orElse(Integer.toString(usual));
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw Refusal.of(400, "query: top_k must be a whole number, at least 1");
    }
    return Integer.parseInt(text);
  }
}
