process.stdout.write('sipexec\n');
