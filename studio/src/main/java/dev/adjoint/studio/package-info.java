/// The studio: a page on which people watch a network learn, ask it why, and practise.
///
/// - [StudioServer] starts it with [StudioOptions].
/// - [dev.adjoint.studio.play] is the run of the page Play; [dev.adjoint.studio.practise] makes
///   exercises. Both can be used without the page.
@NullMarked
package dev.adjoint.studio;

import org.jspecify.annotations.NullMarked;
