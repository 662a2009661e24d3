;; Adds the scores of a character's features. JavaScript has no vector instructions, and this loop is most of the work of
;; the tagger. All data lie in one memory; addresses are bytes, and JavaScript says where each part begins.
(module
  (memory (export "memory") 1)

  ;; count features (i32 each) stand at features; the result is six vectors of eight 16-bit scores at sums.
  ;; isKnown: a set of bits by 22 bits of the feature. slots: open addressing, pairs of a feature and a row.
  ;; A row below 0 is -1 - index of a whole row of 96 bytes; else start * 256 + size of parts (i32: score * 256 + tag).
  (func (export "add")
    (param $features i32) (param $count i32) (param $sums i32)
    (param $isKnown i32) (param $slots i32) (param $mask i32) (param $parts i32) (param $whole i32)
    (local $end i32) (local $feature i32) (local $bit i32) (local $slot i32) (local $key i32) (local $row i32)
    (local $part i32) (local $last i32) (local $at i32)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s4 v128) (local $s5 v128)
    ;; Sparse rows are added in memory, whole rows in registers; both are put together at the end.
    (v128.store (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=16 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=32 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=48 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=64 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=80 (local.get $sums) (v128.const i32x4 0 0 0 0))
    ;; First the features that may be known move to the front, without a branch that the processor would have to guess.
    (local.set $at (local.get $features))
    (local.set $last (local.get $features))
    (local.set $end (i32.add (local.get $features) (i32.shl (local.get $count) (i32.const 2))))
    (block $sifted
      (loop $sift
        (br_if $sifted (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $feature (i32.load (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (i32.store (local.get $last) (local.get $feature))
        (local.set $bit (i32.and (i32.shr_u (local.get $feature) (i32.const 10)) (i32.const 0x3fffff)))
        (local.set $last
          (i32.add (local.get $last)
            (i32.shl
              (i32.and
                (i32.shr_u
                  (i32.load8_u (i32.add (local.get $isKnown) (i32.shr_u (local.get $bit) (i32.const 3))))
                  (i32.and (local.get $bit) (i32.const 7)))
                (i32.const 1))
              (i32.const 2))))
        (br $sift)))
    (local.set $end (local.get $last))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $features) (local.get $end)))
        (local.set $feature (i32.load (local.get $features)))
        (local.set $features (i32.add (local.get $features) (i32.const 4)))
        (local.set $slot (i32.and (local.get $feature) (local.get $mask)))
        (loop $probe
          (local.set $at (i32.add (local.get $slots) (i32.shl (local.get $slot) (i32.const 3))))
          (local.set $key (i32.load (local.get $at)))
          (br_if $next (i32.eqz (local.get $key)))
          (if (i32.ne (local.get $key) (local.get $feature))
            (then
              (local.set $slot (i32.and (i32.add (local.get $slot) (i32.const 1)) (local.get $mask)))
              (br $probe))))
        (local.set $row (i32.load offset=4 (local.get $at)))
        (if (i32.lt_s (local.get $row) (i32.const 0))
          (then
            (local.set $at
              (i32.add (local.get $whole)
                (i32.mul (i32.sub (i32.const -1) (local.get $row)) (i32.const 96))))
            (local.set $s0 (i16x8.add (local.get $s0) (v128.load (local.get $at))))
            (local.set $s1 (i16x8.add (local.get $s1) (v128.load offset=16 (local.get $at))))
            (local.set $s2 (i16x8.add (local.get $s2) (v128.load offset=32 (local.get $at))))
            (local.set $s3 (i16x8.add (local.get $s3) (v128.load offset=48 (local.get $at))))
            (local.set $s4 (i16x8.add (local.get $s4) (v128.load offset=64 (local.get $at))))
            (local.set $s5 (i16x8.add (local.get $s5) (v128.load offset=80 (local.get $at))))
            (br $next)))
        (local.set $at
          (i32.add (local.get $parts) (i32.shl (i32.shr_u (local.get $row) (i32.const 8)) (i32.const 2))))
        (local.set $last
          (i32.add (local.get $at) (i32.shl (i32.and (local.get $row) (i32.const 255)) (i32.const 2))))
        (loop $add
          (local.set $part (i32.load (local.get $at)))
          (local.set $slot
            (i32.add (local.get $sums) (i32.shl (i32.and (local.get $part) (i32.const 255)) (i32.const 1))))
          (i32.store16 (local.get $slot)
            (i32.add (i32.load16_u (local.get $slot)) (i32.shr_s (local.get $part) (i32.const 8))))
          (local.set $at (i32.add (local.get $at) (i32.const 4)))
          (br_if $add (i32.lt_u (local.get $at) (local.get $last))))
        (br $next)))
    (v128.store (local.get $sums) (i16x8.add (local.get $s0) (v128.load (local.get $sums))))
    (v128.store offset=16 (local.get $sums) (i16x8.add (local.get $s1) (v128.load offset=16 (local.get $sums))))
    (v128.store offset=32 (local.get $sums) (i16x8.add (local.get $s2) (v128.load offset=32 (local.get $sums))))
    (v128.store offset=48 (local.get $sums) (i16x8.add (local.get $s3) (v128.load offset=48 (local.get $sums))))
    (v128.store offset=64 (local.get $sums) (i16x8.add (local.get $s4) (v128.load offset=64 (local.get $sums))))
    (v128.store offset=80 (local.get $sums) (i16x8.add (local.get $s5) (v128.load offset=80 (local.get $sums))))))
