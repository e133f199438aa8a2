# Chores. `just --list` shows them.

# everything the project checks of itself
check:
    bash .ci/run

# every score on the development data; further arguments such as --report NAME.txt
score DATA *MORE:
    cargo run --release -- score {{DATA}} --relations {{MORE}}

# one line a stage into the speed log
bench MACHINE:
    cargo run --release --manifest-path bench/Cargo.toml -- "{{MACHINE}}" $(git rev-parse --short HEAD) >> bench/log.tsv

# the shipped model again; FOLDER keeps the teachers and what is needed to go on after a stop
train UD NEWS FOLDER:
    cargo run --release -- train {{UD}} --raw {{NEWS}} --teachers {{FOLDER}}
