/// The page for people, made from a model's metadata.
///
/// - [dev.adjoint.serve.page.PageRoutes] has the addresses.
/// - [dev.adjoint.serve.page.ModelPage] is the whole page: [dev.adjoint.serve.page.FormPart] asks,
///   [dev.adjoint.serve.page.AnswerPart] answers. The same answer serves the page with a script and
///   without one.
/// - [dev.adjoint.serve.page.PageWords] holds the texts in English and Chinese,
///   [dev.adjoint.serve.page.Html] escapes what comes from models and people.
@NullMarked
package dev.adjoint.serve.page;

import org.jspecify.annotations.NullMarked;
